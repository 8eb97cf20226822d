package signed

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/boardview/board/internal/lazyfs"
)

// SignList signs a tree as somebody could who has the key and lies: leaves has the
// paths of the parts of the list of files, and firsts the paths by which the part
// above them, if there is one, leads to each.
func SignList(site fs.FS, leaves [][]string, firsts []string, o Options) (fs.FS, error) {
	files, err := sumFiles(site)
	if err != nil {
		return nil, err
	}
	below := make([]part, len(leaves))
	for i, paths := range leaves {
		var lines []line
		for _, path := range paths {
			lines = append(lines, line{files[path], path})
		}
		below[i] = join(lines)
	}
	l := &list{levels: [][]part{below}}
	if firsts != nil {
		var lines []line
		for i, first := range firsts {
			lines = append(lines, line{below[i].hash(), first})
		}
		l.levels = append(l.levels, []part{join(lines)})
	}
	return signState(site, files, l, State{Feed: files[feedFile], Height: l.height(), Files: l.root()}, o)
}

func signState(site fs.FS, files sums, l *list, s State, o Options) (fs.FS, error) {
	e := &edition{log: newLog()}
	next, err := e.next(site, nil, files, s, o)
	if err != nil {
		return nil, err
	}
	message, err := next.checkpoint.sign(o.Signers)
	if err != nil {
		return nil, err
	}
	own := make(lazyfs.Dir)
	l.addTo(own)
	next.addTo(own, message)
	return tree{site, &lazyfs.Tree{Root: own}}, nil
}

// Append appends entries of some times to a log.
func Append(times ...time.Time) error {
	l := newLog()
	for i, t := range times {
		if err := l.add(t, New, Hash{1}, fmt.Sprint(i)); err != nil {
			return err
		}
	}
	return nil
}
