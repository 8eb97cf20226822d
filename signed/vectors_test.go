package signed_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"github.com/boardview/board/signed"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write testdata/vectors.json")

// Vectors are the boards and the cases as JSON, for Node and browsers: see
// wasm/browser/testdata/vectors.js.
type vectors struct {
	Keys   map[string]string            `json:"keys"`
	Boards map[string]map[string]string `json:"boards"` // files by path
	Cases  []vector                     `json:"cases"`
	Upload []string                     `json:"upload"` // the files of "second" in the order in which they replace those of "first"
}

type vector struct {
	Why   string     `json:"why"`
	Board string     `json:"board"`
	Edits [][]string `json:"edits"`
	Read  string     `json:"read,omitempty"`
	Keys  []string   `json:"keys"`
	Now   time.Time  `json:"now"`
	Seen  string     `json:"seen,omitempty"`
	Want  string     `json:"want"`
	Go    string     `json:"-"`
}

const rootName = name + "/root"

func vectorKeys(t testing.TB) map[string]*signed.Signer {
	return map[string]*signed.Signer{
		"a": newSigner(t, name, 1), "b": newSigner(t, name, 2), "foreign": newSigner(t, "other.example", 1), "root": newSigner(t, rootName, 9),
		"root2": newSigner(t, "other.example/root", 9), "rootroot": newSigner(t, rootName+"/root", 9),
	}
}

// vectorBoards signs the boards of testdata.
func vectorBoards(t testing.TB) map[string]fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/boards.txtar")
	if err != nil {
		t.Fatal(err)
	}
	sites := map[string]fstest.MapFS{"first": {}, "second": {}}
	for _, f := range archive.Files {
		board, name, _ := strings.Cut(f.Name, "/")
		sites[board][name] = &fstest.MapFile{Data: f.Data}
	}
	keys := vectorKeys(t)
	first := sign(t, sites["first"], nil, options(t, 0, keys["a"]))
	second := sign(t, sites["second"], first, options(t, 1, keys["a"]))
	boards := map[string]fstest.MapFS{
		"first": first, "second": second,
		"third":   sign(t, edit(sites["second"], "feed.json", "Three", "3"), second, options(t, 2, keys["a"])),
		"both":    sign(t, sites["second"], first, options(t, 1, keys["a"], keys["b"])),
		"foreign": sign(t, sites["second"], nil, options(t, 1, keys["foreign"])),
		"spaced":  sign(t, with(sites["second"], "s ", "A space at the end."), nil, options(t, 1, keys["a"])),
		"marked":  sign(t, edit(sites["second"], "page-1/feed.json", "{\"version\"", "\ufeff{\"version\""), nil, options(t, 1, keys["a"])),
	}
	maps.Copy(boards, rootedBoards(t, sites["second"], first, keys))
	maps.Copy(boards, crookedBoards(t, sites["second"], boards, keys["a"]))
	return boards
}

// rootedBoards are boards with lists of keys.
func rootedBoards(t testing.TB, site, first fstest.MapFS, keys map[string]*signed.Signer) map[string]fstest.MapFS {
	t.Helper()
	listed := func(day int, names ...string) []byte {
		var named []*signed.Signer
		for _, name := range names {
			named = append(named, keys[name])
		}
		return keyList(t, keys["root"], day, 5, named...)
	}
	next := func(site, previous fstest.MapFS, day int, list []byte, signers ...note.Signer) fstest.MapFS {
		o := options(t, day, signers...)
		o.Keys, o.Known = list, []note.Verifier{keys["a"]}
		return sign(t, site, previous, o)
	}
	rooted := next(site, first, 1, listed(0, "a"), keys["a"])
	list := noteText(rooted[signed.KeysFile])
	crown := strings.NewReplacer(keys["a"].Key(), keys["root"].Key(), rootName, rootName+"/root")
	return map[string]fstest.MapFS{
		"rooted":    rooted,
		"announced": with(rooted, signed.KeysFile, string(listed(2, "a", "b"))),
		"rekeyed":   next(site, first, 1, listed(1, "b"), keys["b"]),                                   // "a" was stolen
		"replayed":  next(edit(site, "feed.json", "Three", "3"), rooted, 2, listed(0, "a"), keys["a"]), // by the thief
		"poisoned":  relabeled(t, rooted, fmt.Sprintf("\n%d\n", open(t, rooted, keys["a"]).Size), "\n999999999999999\n", keys["a"]),
		"slipped":   forged(next(site, first, 1, listed(1, "b"), keys["b"], keys["a"])),
		"tworoots":  withList(t, rooted, list, keys["root2"], keys["root"]),
		"future":    withList(t, rooted, list+"key "+name+"+01234567+AgMEBQ==\n", keys["root"]),
		"crowned":   withList(t, relabeled(t, rooted, name+"\n", rootName+"\n", keys["root"]), crown.Replace(list), keys["rootroot"]),
	}
}

// crookedBoards are boards that somebody has signed who has the key and lies, or does
// not keep to the format.
func crookedBoards(t testing.TB, site fstest.MapFS, boards map[string]fstest.MapFS, key *signed.Signer) map[string]fstest.MapFS {
	t.Helper()
	const times = "\nsigned 2026-11-24T09:00:00Z\nexpires 2026-12-01T09:00:00Z\n"
	second, o := boards["second"], options(t, 1, key)
	return map[string]fstest.MapFS{
		"forged":   forged(boards["both"]),
		"origin":   relabeled(t, second, "secretariat.example/news\n", "other.example\n", key),
		"ancient":  relabeled(t, second, times, strings.ReplaceAll(times, "2026", "1969"), key),
		"yearly":   relabeled(t, second, times, strings.Replace(times, "2026-12-01T09:00:00Z", "2027-11-25T09:00:00Z", 1), key),
		"lasting":  relabeled(t, second, times, strings.Replace(times, "2026-12-01T09:00:00Z", "2027-11-25T09:00:01Z", 1), key),
		"twofaced": twofaced(t, second, boards["third"]["feed.json"].Data, key),
		"misled":   misled(t, site, o),
		"far":      listedAs(t, site, "s/"+strings.Repeat("s", 1023), o),
		"above":    listedAs(t, site, "s/../feed.json", o),
		"control":  listedAs(t, site, "s\u0085", o),
	}
}

// with returns a site with one more file.
func with(site fstest.MapFS, name, text string) fstest.MapFS {
	site = maps.Clone(site)
	site[name] = &fstest.MapFile{Data: []byte(text)}
	return site
}

// edit returns a site with another text in a file.
func edit(site fstest.MapFS, name, old, new string) fstest.MapFS {
	return with(site, name, strings.Replace(string(site[name].Data), old, new, 1))
}

// forged is a board whose last signature is wrong.
func forged(board fstest.MapFS) fstest.MapFS {
	board = maps.Clone(board)
	lines := bytes.SplitAfter(slices.Clone(board[signed.CheckpointFile].Data), []byte("\n"))
	last := lines[len(lines)-2]
	last[len(last)-10] ^= 'A' ^ 'B'
	board[signed.CheckpointFile] = &fstest.MapFile{Data: bytes.Join(lines, nil)}
	return board
}

// relabeled is a board with another text in its note.
func relabeled(t testing.TB, board fstest.MapFS, old, new string, signer note.Signer) fstest.MapFS {
	t.Helper()
	board = maps.Clone(board)
	board[signed.CheckpointFile] = &fstest.MapFile{Data: resigned(t, board, old, new, signer)}
	return board
}

// listedAs is a board whose list of files has another path at its end, of a file that
// is not there.
func listedAs(t testing.TB, site fstest.MapFS, path string, o signed.Options) fstest.MapFS {
	t.Helper()
	return readAll(t, must(signed.SignList(site, [][]string{append(slices.Sorted(maps.Keys(site)), path)}, nil, o)))
}

// twofaced is a board whose note has another feed than its list of files.
func twofaced(t testing.TB, board fstest.MapFS, feed []byte, signer note.Signer) fstest.MapFS {
	t.Helper()
	was := fmt.Sprintf("\nfeed %x\n", sha256.Sum256(board["feed.json"].Data))
	board = relabeled(t, board, was, fmt.Sprintf("\nfeed %x\n", sha256.Sum256(feed)), signer)
	board["feed.json"] = &fstest.MapFile{Data: feed}
	return board
}

// misled is a board whose list of files says of its second part that it begins with
// "q", which is after the paths in it.
func misled(t testing.TB, site fstest.MapFS, o signed.Options) fstest.MapFS {
	t.Helper()
	site = with(site, "404.html", "Not found.")
	paths := slices.Sorted(maps.Keys(site))
	return readAll(t, must(signed.SignList(site, [][]string{paths[:1], paths[1:]}, []string{paths[0], "q"}, o)))
}

func open(t testing.TB, board fs.FS, keys ...note.Verifier) *signed.Checkpoint {
	t.Helper()
	c, err := signed.Open(board, keys...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// resigned is the note of a board with another text.
func resigned(t testing.TB, board fstest.MapFS, old, new string, signer note.Signer) []byte {
	t.Helper()
	text := noteText(board[signed.CheckpointFile])
	if !strings.Contains(text, old) {
		t.Fatalf("there is no %q in %s", old, text)
	}
	return signNote(t, strings.Replace(text, old, new, 1), signer)
}

func signNote(t testing.TB, text string, signers ...note.Signer) []byte {
	t.Helper()
	message, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		t.Fatal(err)
	}
	return message
}

func noteText(f *fstest.MapFile) string {
	text, _, _ := strings.Cut(string(f.Data), "\n\n")
	return text + "\n"
}

// withList is a board with another list of keys.
func withList(t testing.TB, board fstest.MapFS, text string, signers ...note.Signer) fstest.MapFS {
	t.Helper()
	board = maps.Clone(board)
	board[signed.KeysFile] = &fstest.MapFile{Data: signNote(t, text, signers...)}
	return board
}

// readVectors reads the cases of testdata.
func readVectors(t testing.TB) (list []vector) {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.txt")
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(string(text), "\n\n") {
		if why, lines, ok := strings.Cut(block, "\n"); ok && strings.HasPrefix(why, "# ") {
			list = append(list, newVector(t, why[2:], lines))
		}
	}
	if len(list) == 0 {
		t.Fatal("no cases in testdata/vectors.txt")
	}
	return list
}

func newVector(t testing.TB, why, lines string) vector {
	t.Helper()
	v := vector{Why: why, Board: "second", Keys: []string{"a"}, Now: monday.AddDate(0, 0, 1).Add(30 * time.Minute)}
	for line := range strings.Lines(lines) {
		words := split(t, strings.TrimSpace(line))
		switch words[0] {
		case "board":
			v.Board = words[1]
		case "read":
			v.Read = words[1]
		case "keys":
			v.Keys = words[1:]
		case "now":
			v.Now, _ = time.Parse(time.RFC3339, words[1])
		case "seen":
			v.Seen = words[1]
		case "want":
			v.Want = words[1]
		case "go":
			v.Go = words[1]
		case "take", "drop", "swap", "replace", "flip", "cut", "stale":
			v.Edits = append(v.Edits, words)
		default:
			t.Fatalf("%s: unknown line %q", why, line)
		}
	}
	if v.Want == "" {
		t.Fatalf("%s: wanted a result", why)
	}
	return v
}

// split splits a line into words, of which some are quoted.
func split(t testing.TB, line string) (words []string) {
	for line != "" {
		word, rest, _ := strings.Cut(line, " ")
		if strings.HasPrefix(line, `"`) {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			rest = strings.TrimPrefix(line[len(quoted):], " ")
			word, _ = strconv.Unquote(quoted)
		}
		words, line = append(words, word), rest
	}
	return words
}

// TestVectors: Go's Verify says of each case what is expected.
func TestVectors(t *testing.T) {
	boards, keys := vectorBoards(t), vectorKeys(t)
	data := vectors{Keys: make(map[string]string), Boards: make(map[string]map[string]string), Upload: upload(boards["first"], boards["second"])}
	for name, key := range keys {
		data.Keys[name] = key.Key()
	}
	hash := data.Keys["a"][len(name)+len("+"):][:8]
	data.Keys["capital"] = strings.Replace(data.Keys["a"], hash, strings.ToUpper(hash), 1)
	for name, files := range boards {
		data.Boards[name] = make(map[string]string)
		for path, f := range files {
			if !strings.HasPrefix(path, signed.Folder+"/tile/") {
				data.Boards[name][path] = string(f.Data)
			}
		}
	}
	data.Cases = readVectors(t)
	for _, v := range data.Cases {
		want := v.Want
		if v.Go != "" {
			want = v.Go
		}
		n := 0
		for files := range edited(t, boards, v) {
			n++
			if got := judge(files, boards[v.Seen], v.Now, pick(data.Keys, v.Keys)); got != want {
				t.Errorf("%s (%d): got %s, want %s", v.Why, n, got, want)
			}
		}
		if n == 0 {
			t.Errorf("%s: no case", v.Why)
		}
	}
	golden(t, data)
}

// pick parses the keys of some names; nil if one of them is not a key.
func pick(keys map[string]string, names []string) (list []note.Verifier) {
	for _, name := range names {
		key, err := signed.NewVerifier(keys[name])
		if err != nil {
			return nil
		}
		list = append(list, key)
	}
	return list
}

// judge is the result of verifying a tree, as the widget names it.
func judge(tree, seen fstest.MapFS, now time.Time, keys []note.Verifier) string {
	c, err := signed.Verify(tree, keys...)
	if err == nil && seen != nil {
		if before, foreign := signed.Open(seen, keys...); foreign == nil {
			err = c.CheckOrder(before)
		}
	}
	if err == nil {
		err = c.CheckTime(now)
	}
	for reason, known := range map[string]error{"bad-signature": signed.ErrSignature, "mismatch": signed.ErrMismatch, "expired": signed.ErrExpired, "rolled-back": signed.ErrRolledBack} {
		if errors.Is(err, known) {
			return reason
		}
	}
	return map[bool]string{true: "ok", false: fmt.Sprint(err)}[err == nil]
}

// edited makes the trees of a case.
func edited(t testing.TB, boards map[string]fstest.MapFS, v vector) func(yield func(fstest.MapFS) bool) {
	files := maps.Clone(boards[v.Board])
	if files == nil {
		t.Fatalf("%s: unknown board %s", v.Why, v.Board)
	}
	return func(yield func(fstest.MapFS) bool) {
		for _, e := range v.Edits {
			name := pathOf(files, e[1])
			data := files[name]
			if data == nil {
				t.Fatalf("%s: there is no %s", v.Why, e[1])
			}
			switch e[0] {
			case "take":
				files[name] = boards[e[2]][name]
			case "drop":
				delete(files, name)
			case "swap":
				files[name], files[e[2]] = files[e[2]], files[name]
			case "replace":
				if !bytes.Contains(data.Data, []byte(e[2])) {
					t.Fatalf("%s: there is no %q in %s", v.Why, e[2], name)
				}
				files[name] = &fstest.MapFile{Data: bytes.ReplaceAll(data.Data, []byte(e[2]), []byte(e[3]))}
			case "flip", "cut":
				for i := range data.Data {
					changed := slices.Clone(data.Data[:i])
					if e[0] == "flip" {
						changed = append(append(changed, data.Data[i]^1), data.Data[i+1:]...)
					}
					files[name] = &fstest.MapFile{Data: changed}
					if !yield(files) {
						return
					}
				}
				return
			}
		}
		yield(files)
	}
}

// pathOf is a path of a board; "part" is the root of its list of files.
func pathOf(files fstest.MapFS, name string) string {
	if name != "part" {
		return name
	}
	_, rest, _ := strings.Cut(string(files[signed.CheckpointFile].Data), "\nfiles 0 ")
	return "signed/files/part." + rest[:32] + ".txt"
}

// upload lists the files in the order in which they are delivered.
func upload(first, second fstest.MapFS) (names []string) {
	contents := func(files fstest.MapFS) deploy.Contents {
		c := make(deploy.Contents)
		for name, f := range files {
			c[name] = deploy.Entry{State: deploy.Sure, Hash: deploy.HashOf(f.Data)}
		}
		return c
	}
	for _, step := range deploy.NewPlan(contents(first), contents(second), nil, monday).Steps {
		if !strings.HasPrefix(step.Name, signed.Folder+"/tile/") && step.Kind != deploy.Note {
			names = append(names, step.Name)
		}
	}
	return names
}

// golden compares the vectors with testdata/vectors.json.
func golden(t *testing.T, data vectors) {
	t.Helper()
	const file = "testdata/vectors.json"
	text, err := json.MarshalIndent(data, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	text = append(text, '\n')
	if *update {
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || !bytes.Equal(text, want) {
		t.Errorf("%s is not what the boards and cases say; go test -update writes it (%v)", file, err)
	}
}

// TestMutations: however a tree is changed, Verify does not accept it.
func TestMutations(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 5_000
	}
	boards, keys := vectorBoards(t), []note.Verifier{vectorKeys(t)["a"]}
	random := rand.New(rand.NewPCG(1, 2))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(boards["second"])), func(name string) bool {
		return strings.HasPrefix(name, signed.Folder+"/") && name != signed.CheckpointFile && boards["first"][name] != nil // only readers of the first note need them
	})
	for i := range n {
		files := maps.Clone(boards["second"])
		changed := ""
		for range 1 + random.IntN(3) {
			changed += mutate(random, files, names, boards["first"])
		}
		if same := maps.EqualFunc(files, boards["second"], func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }); same {
			continue
		}
		if got := judge(files, nil, monday.AddDate(0, 0, 2), keys); got == "ok" && !isFirst(files, boards["first"]) {
			t.Fatalf("mutation %d was accepted: %s", i, changed)
		}
	}
}

// isFirst reports whether a mutation has made the first board of the second.
func isFirst(files, first fstest.MapFS) bool {
	return maps.EqualFunc(files, first, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) })
}

// mutate changes a file in a random way, and says how.
func mutate(random *rand.Rand, files fstest.MapFS, names []string, other fstest.MapFS) string {
	name := names[random.IntN(len(names))]
	f := files[name]
	if f == nil || len(f.Data) == 0 {
		return ""
	}
	data := slices.Clone(f.Data)
	i, j := random.IntN(len(data)), random.IntN(len(data))
	kind := random.IntN(8)
	switch kind {
	case 0:
		data[i] ^= byte(1 << random.IntN(8))
	case 1:
		data = data[:i]
	case 2:
		data = slices.Insert(data, i, byte(random.IntN(256)))
	case 3:
		data = slices.Delete(data, i, i+1)
	case 4:
		data[i], data[j] = data[j], data[i]
	case 5:
		data = slices.Concat(data[:max(i, j)], data[min(i, j):])
	case 6:
		delete(files, name)
		return fmt.Sprintf("%s dropped; ", name)
	case 7:
		swapped := names[random.IntN(len(names))]
		if from := other[swapped]; from != nil && path.Dir(swapped) != "signed/files" {
			data = from.Data
		}
	}
	files[name] = &fstest.MapFile{Data: data}
	return fmt.Sprintf("%s changed by %d; ", name, kind)
}
