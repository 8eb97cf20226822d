// Package examples holds programs that show how the library is used. Each is
// short enough to be copied: directory, zip, http and feed publish or show a
// board, react and vue embed the widget, and serve, which go run
// ./examples/serve starts, shows the board, the manual and a partner's page.
// The package itself has the tests that build and run the programs.
package examples
