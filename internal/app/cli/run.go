package cli

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Run runs the subcommand that the arguments name, and returns the exit
// status.
func (t Tool) Run(args []string, stdout, stderr io.Writer) (status int) {
	if len(args) == 0 {
		t.help(stderr)
		return statusUsage
	}
	name := args[0]
	switch name {
	case "help", "-h", "-help", "--help":
		if len(args) == 1 {
			t.help(stdout)
			return statusOK
		}
		name, args = args[1], []string{args[1], "-h"}
	}
	for _, c := range t.Commands {
		if t.nameOf(c) == name {
			return c.Run(args[1:], stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "%s: wanted a command, found %q\nRun '%[1]s --help' for the commands.\n", t.Name, name)
	return statusUsage
}

// Run parses the arguments, runs the command, and returns the exit status.
func (c Command) Run(args []string, stdout, stderr io.Writer) (status int) {
	flags := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	out := &Printer{name: c.Name, stdout: stdout, stderr: stderr}
	flags.BoolVar(&out.json, "json", false, "print findings and results as JSON, one object a line, to standard output")
	run := c.Flags(flags)
	positional, err := parse(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		c.help(stdout, flags)
		return statusOK
	}
	if n := len(positional); err == nil && n != len(c.Args) && !(c.Optional && n == len(c.Args)-1) {
		err = fmt.Errorf("wanted %s, found %d arguments", strings.Join(c.Args, " and "), len(positional))
	}
	if err == nil {
		err = run(positional, out)
	} else {
		err = UsageError{err}
	}
	if err != nil {
		out.fail(err)
	}
	out.reportLost()
	if out.status == statusUsage {
		fmt.Fprintf(stderr, "usage: %s\nRun '%s --help' for the flags.\n", c.synopsis(), c.Name)
	}
	return out.status
}

// parse parses flags before, between and after the other arguments, and
// returns these. All arguments after "--" are no flags.
func parse(flags *flag.FlagSet, args []string) (positional []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		parsed := len(args) - flags.NArg()
		if flags.NArg() == 0 || parsed > 0 && args[parsed-1] == "--" {
			return append(positional, flags.Args()...), nil
		}
		positional = append(positional, flags.Arg(0))
		args = flags.Args()[1:]
	}
}
