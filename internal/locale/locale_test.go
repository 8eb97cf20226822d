package locale

import (
	"reflect"
	"strings"
	"testing"
)

// TestEveryWord: a field that a translator leaves out is the empty string, and
// a page would have a link without words.
func TestEveryWord(t *testing.T) {
	checkWords(t, pageWords)
	checkWords(t, articleWords)
}

func checkWords[T any](t *testing.T, table map[string]T) {
	t.Helper()
	if len(table) < 2 {
		t.Fatalf("wanted several languages, found %d", len(table))
	}
	for lang, words := range table {
		v := reflect.ValueOf(words)
		for i := range v.NumField() {
			if v.Field(i).String() == "" {
				t.Errorf("%T: wanted a word for %s in %q, found none", words, v.Type().Field(i).Name, lang)
			}
		}
	}
}

// TestTwelveMonths: a name with a space in it needs an underscore, or all
// months after it shift by one.
func TestTwelveMonths(t *testing.T) {
	for _, form := range dateForms {
		for _, names := range []string{form.names, form.alone, form.others} {
			if n := len(strings.Fields(names)); n%12 != 0 || n == 0 && names != "" {
				t.Errorf("%s: wanted 12 months, found %d in %q", form.language, n, names)
			}
		}
	}
}
