package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// policyTable returns the board's policy as JSON. It is compiled into the
// reader's script, which uses it until the engine has been loaded. Elements
// are grouped by the narrowest level that allows them, each with its
// attributes; attributes that every element may have are listed once:
//
//	{"text":"article … time,datetime","basic":"a,href,title,rel …","full":"…","any":"lang,dir","schemes":"https,…"}
func policyTable() ([]byte, error) {
	table := map[string]string{
		"any":     strings.Join(shared(), ","),
		"schemes": strings.Join(board.Schemes(), ","),
	}
	for _, e := range board.Policy() {
		row := append([]string{e.Name}, slices.DeleteFunc(e.Attributes, isShared)...)
		level := e.Level.String()
		table[level] = strings.TrimSpace(table[level] + " " + strings.Join(row, ","))
	}
	return json.Marshal(table)
}

// shared returns the attributes that every element may have.
func shared() []string {
	policy := board.Policy()
	return slices.DeleteFunc(policy[0].Attributes, func(name string) bool {
		return slices.ContainsFunc(policy, func(e board.Element) bool { return !slices.Contains(e.Attributes, name) })
	})
}

func isShared(attribute string) bool { return slices.Contains(shared(), attribute) }
