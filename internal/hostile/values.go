package hostile

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Values fills structs with values that a careless or hostile program may put
// there: any of them in any exported field, whatever it is called.
type Values struct {
	rand  *rand.Rand
	texts []string
	given []string // texts that were used
}

// NewValues uses texts beside its own. Equal seeds give equal values.
func NewValues(seed uint64, texts []string) *Values {
	short := slices.DeleteFunc(slices.Clone(payloads), func(s string) bool { return len(s) > 200 })
	return &Values{rand: rand.New(rand.NewPCG(seed, 17)), texts: append(short, texts...)}
}

// Fill sets about half of the exported fields of the struct that to points to,
// and of the structs in it. Functions, interfaces and pointers stay as they are.
func (g *Values) Fill(to any) { g.fields(reflect.ValueOf(to).Elem()) }

func (g *Values) fields(v reflect.Value) {
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() && g.Chance(2) {
			g.set(v.Field(i))
		}
	}
}

// Chance is true once in n times.
func (g *Values) Chance(n int) bool { return g.rand.IntN(n) == 0 }

func (g *Values) set(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(g.Text())
	case reflect.Bool:
		v.SetBool(g.Chance(4))
	case reflect.Int, reflect.Int64:
		v.SetInt(g.number())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+g.rand.IntN(3), 3))
		for i := range v.Len() {
			g.set(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 1 + g.rand.IntN(3) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			g.set(key)
			g.set(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(g.time()))
			return
		}
		g.fields(v)
	}
}

// Text is a text of the list, a random one, or one that was used before in
// another form: what one disk takes for two names is one for another.
func (g *Values) Text() string {
	s := g.texts[g.rand.IntN(len(g.texts))]
	switch kind := g.rand.IntN(8); {
	case kind == 0:
		s = g.soup()
	case kind == 1:
		s += " " + g.texts[g.rand.IntN(len(g.texts))]
	case kind < 4 && len(g.given) > 0:
		s = g.variant(g.given[g.rand.IntN(len(g.given))])
	}
	g.given = append(g.given, s)
	return s
}

// variant is a text in another case or normalisation.
func (g *Values) variant(s string) string {
	forms := []func(string) string{strings.ToUpper, strings.ToLower, strings.ToTitle, norm.NFC.String, norm.NFD.String, norm.NFKC.String, g.refold}
	return forms[g.rand.IntN(len(forms))](s)
}

// refold replaces each letter by the next one that differs only in case.
func (g *Values) refold(s string) string { return strings.Map(unicode.SimpleFold, s) }

// soup is a few characters from anywhere in Unicode.
func (g *Values) soup() string {
	var s strings.Builder
	for range g.rand.IntN(12) {
		limit := []int{0x80, 0x250, 0x2100, 0x10000, unicode.MaxRune}[g.rand.IntN(5)]
		s.WriteRune(rune(g.rand.IntN(limit)))
	}
	return s.String()
}

func (g *Values) number() int64 {
	numbers := []int64{0, 1, -1, 3, 1200, math.MaxInt16, math.MaxInt16 + 1, 99999, 1e15, math.MaxInt64, math.MinInt64}
	return numbers[g.rand.IntN(len(numbers))]
}

// time is a moment in any year of Go's, in a zone that may be none of Earth's.
func (g *Values) time() time.Time {
	years := []int{2019, 2024, 2026, 1, 0, -5, 999, 9999, 10000, 292277026596}
	offsets := []int{0, 3600, -12 * 3600, 14 * 3600, 1172, -59, 25 * 3600, 1 << 30}
	zone := time.UTC
	if g.Chance(2) {
		offset := offsets[g.rand.IntN(len(offsets))]
		zone = time.FixedZone(strconv.Itoa(offset), offset)
	}
	return time.Date(years[g.rand.IntN(len(years))], time.Month(g.rand.IntN(14)), g.rand.IntN(40), g.rand.IntN(30), 7, 7, g.rand.IntN(1e9), zone)
}

// Zone is a time zone, or nil.
func (g *Values) Zone() *time.Location {
	if g.Chance(2) {
		return nil
	}
	return g.time().Location()
}
