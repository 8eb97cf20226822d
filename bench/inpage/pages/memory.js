// Runs before the page: keeps hold of the memory of the engine to come.
for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...args) => {
    const result = await original.apply(WebAssembly, args);
    const exported = Object.values((result.instance ?? result).exports);
    globalThis.engineMemory = exported.find((value) => value instanceof WebAssembly.Memory);
    return result;
  };
}
