// What the editor asks of its engine, for engine/worker.js: the build puts the two into
// one script. It calls the Go program in cmd/board/compose.

const operations = {
  start,

  /** run calls a function by its name; arguments and result are JSON. */
  run: (name, args) => JSON.parse(call(0, name, JSON.stringify(args))),
};
