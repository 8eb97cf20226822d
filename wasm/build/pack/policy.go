package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/boardview/board"
)

// policyTable is the board's policy for the element, which needs it before
// the engine is there. Elements stand by the narrowest level at which they
// come out, each with its attributes; those that every element may have
// stand apart:
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

// shared are the attributes that every element may have.
func shared() []string {
	policy := board.Policy()
	return slices.DeleteFunc(policy[0].Attributes, func(name string) bool {
		return slices.ContainsFunc(policy, func(e board.Element) bool { return !slices.Contains(e.Attributes, name) })
	})
}

func isShared(attribute string) bool { return slices.Contains(shared(), attribute) }
