// Package cli is what the commands board and board-s3 have in common: how
// subcommands and flags are parsed, how help, findings and progress are
// printed, and what the exit status means. It knows no subcommand and does
// none of their work.
package cli

import (
	"flag"
	"fmt"
	"io"
	"strings"
)

// A Command is a command line that a user may call.
type Command struct {
	Name     string // "board publish"
	Args     []string
	Optional bool   // the last argument may be left out
	Short    string // the purpose, in one line
	Long     string
	Examples []Example

	// Flags defines the flags of the command and returns what it does with
	// them and the arguments, of which there are as many as names in Args.
	Flags func(*flag.FlagSet) func(args []string, out *Printer) error
}

// An Example is a command line in the help, and what it is for.
type Example struct{ Purpose, Line string }

// help prints the whole help of a command.
func (c Command) help(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "%s\n\nUsage:\n  %s\n\n%s\n\nFlags:\n", c.Short, c.synopsis(), strings.TrimSpace(c.Long))
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprintln(w, "\nExamples:")
	for _, e := range c.Examples {
		fmt.Fprintf(w, "  # %s\n  %s\n", e.Purpose, e.Line)
	}
	fmt.Fprint(w, "\n", statusHelp)
}

func (c Command) synopsis() string {
	args := strings.Join(c.Args, " ")
	if last := len(c.Args) - 1; c.Optional {
		args = strings.Join(c.Args[:last], " ") + " [" + c.Args[last] + "]"
	}
	return c.Name + " [flags] " + args
}

// A Tool is a program with subcommands.
type Tool struct {
	Name     string
	Short    string
	Commands []Command
	Examples []Example
}

func (t Tool) help(w io.Writer) {
	fmt.Fprintf(w, "%s\n\nUsage:\n  %s COMMAND [flags] ARGUMENTS\n\nCommands:\n", t.Short, t.Name)
	for _, c := range t.Commands {
		fmt.Fprintf(w, "  %-9s %s\n", t.nameOf(c), c.Short)
	}
	fmt.Fprintln(w, "\nExamples:")
	for _, e := range t.Examples {
		fmt.Fprintf(w, "  # %s\n  %s\n", e.Purpose, e.Line)
	}
	fmt.Fprintf(w, "\n%s\nRun '%s COMMAND --help' for the flags of a command.\n", statusHelp, t.Name)
}

// nameOf returns the name of a subcommand without that of the tool.
func (t Tool) nameOf(c Command) string { return strings.TrimPrefix(c.Name, t.Name+" ") }
