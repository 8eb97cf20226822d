package deploy

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// A Share is the part of a tree's files that one of several processes makes, which
// publish the same tree to one target. Index counts from 0, as Kubernetes counts the
// pods of an Indexed Job.
//
// A process adds and changes its files in any order, but for what it leaves to the
// last process: the heads, which refer to files of all shares, what is gone, and the
// search index, whose names nobody knows before it is made. The last process carries
// out an ordinary plan, in which all that the others did is unchanged.
type Share struct{ Index, Of int }

// ParseShare parses "0/4", the first of four shares.
func ParseShare(s string) (share Share, err error) {
	var rest string
	n, _ := fmt.Sscanf(s+" .", "%d/%d %s", &share.Index, &share.Of, &rest)
	if n != 3 || rest != "." || share.Index < 0 || share.Index >= share.Of {
		return share, fmt.Errorf("wanted i/n with i from 0 to n-1, such as 0/4 to 3/4, found %q", s)
	}
	return share, nil
}

// String returns the share as ParseShare takes it.
func (s Share) String() string { return fmt.Sprintf("%d/%d", s.Index, s.Of) }

// Has reports whether a file belongs to the share. Heads belong to none.
func (s Share) Has(name string) bool {
	if IsHead(name) {
		return false
	}
	h := fnv.New64a()
	h.Write([]byte(kin(name)))
	return mix(h.Sum64())%uint64(s.Of) == uint64(s.Index)
}

// mix spreads the bits of a hash (the finalizer of MurmurHash3): the lowest bits of FNV
// depend on the lowest bits of the input only.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// kin is the same for files that show the same posts: the board caches the rendering
// that they share.
func kin(name string) string {
	for _, folder := range []string{"posts/", "oembed/"} {
		if rest, ok := strings.CutPrefix(name, folder); ok {
			id, _, page := strings.Cut(rest, "/")
			if !page {
				id = strings.TrimSuffix(id, path.Ext(id))
			}
			return id
		}
	}
	if listed[path.Ext(name)] && heads[path.Base(name)] {
		return path.Dir(name)
	}
	return name
}

// IsHead reports whether a file must not be written before all files that it refers
// to: the newest page of a list, its feeds, the sitemap.
func IsHead(name string) bool { return rank(name) >= firstHead }

// lateFolder has files whose names are known only when they are made.
const lateFolder = "search"

// HasLate reports whether a target has such files.
func HasLate(have Contents) bool {
	for name := range have {
		if strings.HasPrefix(name, lateFolder+"/") {
			return true
		}
	}
	return false
}

// An early tree lacks the files that are left to the last process.
type early struct{ Tree }

// Early returns the tree without the search index, and whether it has one.
func Early(site fs.FS) (fs.FS, bool, error) {
	entries, err := fs.ReadDir(site, ".")
	for _, e := range entries {
		if e.Name() == lateFolder {
			return early{Tree{site}}, true, err
		}
	}
	return site, false, err
}

// ReadDir implements [fs.ReadDirFS].
func (e early) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(e.FS, name)
	if name != "." {
		return entries, err
	}
	kept := make([]fs.DirEntry, 0, len(entries))
	for _, entry := range entries {
		if entry.Name() != lateFolder {
			kept = append(kept, entry)
		}
	}
	return kept, err
}

// NewSharePlan plans what a process does before the last one, given all names of the
// tree and the contents that the target should have of the process's own. It removes
// nothing but files whose name a new folder needs, or the other way round.
func NewSharePlan(have, want Contents, names []string, skipped []Skipped, now time.Time) *Plan {
	relevant := maps.Clone(have)
	for _, name := range names {
		if _, own := want[name]; !own {
			delete(relevant, name)
		}
	}
	p := NewPlan(relevant, want, skipped, now)
	p.Steps = slices.DeleteFunc(p.Steps, func(s Step) bool {
		_, own := want[s.Name]
		return s.Kind == Remove || s.Kind == Note && !own
	})
	return p
}

// Split returns the steps before the first one that changes a file, and the others.
// Those must wait until the new files of all shares are there.
func (p *Plan) Split() (adding, changing []Step) {
	n := slices.IndexFunc(p.Steps, func(s Step) bool { return s.Kind > Add })
	if n < 0 {
		n = len(p.Steps)
	}
	return p.Steps[:n], p.Steps[n:]
}

// Missing returns those of the names that a target does not have yet.
func Missing(have Contents, names []string) (missing []string) {
	for _, name := range names {
		if e, ok := have[name]; !ok || e.State == Adding {
			missing = append(missing, name)
		}
	}
	return missing
}

// IsTop reports whether a file is a head that no other file of its kind is above: the
// front page, the feed of the whole board.
func IsTop(name string) bool { return rank(name) > firstHead }
