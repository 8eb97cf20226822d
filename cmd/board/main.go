// Command board begins a directory of posts, publishes it as a web site, checks
// posts, shows them while they are written, makes posts of what other programs
// published, and signs and verifies boards. Run it without arguments for help.
package main

import (
	"os"

	"github.com/boardview/board/internal/app/cli"
)

func main() { os.Exit(tool.Run(os.Args[1:], os.Stdout, os.Stderr)) }

var tool = cli.Tool{
	Name:     "board",
	Short:    "board publishes short official posts, written as text files, as a web site.",
	Commands: []cli.Command{initCommand, serveCommand, publishCommand, checkCommand, importCommand, keyCommand, verifyCommand},
	Examples: []cli.Example{
		{Purpose: "begin a board", Line: "board init posts"},
		{Purpose: "look at your posts while you write them", Line: "board serve posts"},
		{Purpose: "publish them for a web server", Line: "board publish posts /var/www/news"},
		{Purpose: "find mistakes in posts, for example in CI", Line: "board check posts"},
		{Purpose: "verify the signature of a mirror", Line: "board verify -key secretariat.example/news+cfd4f110+AVkU… https://mirror.example/news/"},
		{Purpose: "begin with the posts of another program", Line: "board import -url https://parliament.example/ saved posts"},
	},
}
