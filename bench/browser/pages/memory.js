// Runs before the page's scripts: exposes the engine's memory as engineMemory.
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const result = await original.apply(WebAssembly, args);
    const exported = Object.values((result.instance ?? result).exports);
    globalThis.engineMemory = exported.find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
}
