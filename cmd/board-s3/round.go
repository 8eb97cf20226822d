package main

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/boardview/board/internal/app/deploy"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// A round is one publication by several processes. They never wait for each other: a
// process does its share and ends, and whoever finds that all shares are done does the
// rest, as a process alone would. They agree by objects in the folder of the round, each
// of which the store lets only one of them create:
//
//	start    how many parts there are, and the moment that decides which posts are due
//	sources  what the tree is made of
//	done-0   the share 0 is done, and so on
//	end      the board is published
//
// While a process works it keeps the lock of the bucket, together with the others of its
// round.
type round struct {
	*bucket
	name  string
	share deploy.Share
}

const rounds = deploy.Folder + "/rounds/"

func (r *round) object(name string) string { return rounds + r.name + "/" + name }

// holder is what the lock says, the same for all processes of the round.
func (r *round) holder() string { return fmt.Sprintf("round %s, %d parts\n", r.name, r.share.Of) }

// agree creates an object with a text, and returns the text of the process that called
// agree first.
func (r *round) agree(name, text string) (agreed string, err error) {
	return r.create(r.object(name), text)
}

// create creates an object with a text, unless it is there already, and returns the text
// that it has.
func (b *bucket) create(object, text string) (there string, err error) {
	options := private
	options.IfNotExist = true
	for {
		err := b.WriteAll(b.ctx, object, []byte(text), &options)
		if !taken(err) {
			return text, err
		}
		there, err := b.ReadAll(b.ctx, object)
		if gcerrors.Code(err) != gcerrors.NotFound { // it is being created
			return string(there), err
		}
		if err := b.pause(b.lease / 60); err != nil {
			return "", err
		}
	}
}

// start returns the moment that decides which posts are due, the same in all processes:
// now, as the first of them took it.
func (r *round) start(now time.Time, fixed bool) (time.Time, error) {
	if _, err := r.create(aloneStart, "no process without -part has published since\n"); err != nil {
		return now, err
	}
	text, err := r.agree("start", fmt.Sprintf("%d parts\n%s\n", r.share.Of, now.Format(time.RFC3339Nano)))
	if err != nil {
		return now, err
	}
	of, moment := 0, ""
	fmt.Sscanf(text, "%d parts\n%s\n", &of, &moment)
	agreed, err := time.Parse(time.RFC3339Nano, moment)
	switch {
	case err != nil:
		return now, fmt.Errorf("%s: wanted a number of parts and a time, found %q", r.object("start"), text)
	case of != r.share.Of:
		return now, fmt.Errorf("-part %s: wanted one of %d parts, as others of the round %s have, found one of %d", r.share, of, r.name, r.share.Of)
	case fixed && !agreed.Equal(now):
		return now, fmt.Errorf("-now: wanted %s, as others of the round %s have, found %s", moment, r.name, now.Format(time.RFC3339Nano))
	}
	return agreed.In(now.Location()), nil
}

// compare returns an error if the process would publish another tree than the others of
// its round.
func (r *round) compare(sources string) error {
	agreed, err := r.agree("sources", sources)
	if err != nil || agreed == sources {
		return err
	}
	return fmt.Errorf("-part %s: wanted the posts, pictures, settings and program that others of the round %s have, found other ones, which differ in %s (nothing was uploaded): give all parts one checkout, and a new -round",
		r.share, r.name, strings.Join(differing(agreed, sources), ", "))
}

// differing returns the folders that two texts of [deploy.Sources] tell apart.
func differing(a, b string) (folders []string) {
	lines := make(map[string]bool)
	for line := range strings.Lines(a) {
		lines[line] = true
	}
	for line := range strings.Lines(b) {
		if !lines[line] {
			folders = append(folders, line[:strings.LastIndex(line, " ")])
		}
		delete(lines, line)
	}
	for line := range lines { // of folders that b lacks, and others
		if folder := strings.Split(line, " ")[0]; !strings.Contains("\n"+b, "\n"+folder+" ") {
			folders = append(folders, "no "+folder)
		}
	}
	return folders
}

// overtaken returns an error if another round, or a process alone, began later: this one
// has old posts.
func (r *round) overtaken() error {
	began, err := r.began()
	if err != nil {
		return err
	}
	for name, at := range began {
		if at.After(began[r.name]) {
			return fmt.Errorf("-round %s: wanted the round that began last, found %s, which began later", r.name, strings.Replace(name, alone, "a process without -part", 1))
		}
	}
	return nil
}

// began returns when each round began, by the store's clock.
func (b *bucket) began() (map[string]time.Time, error) {
	began := make(map[string]time.Time)
	err := b.eachObject(rounds, func(o *blob.ListObject) {
		if folder, name := path.Split(o.Key); name == "start" {
			began[path.Base(folder)] = o.ModTime
		}
	})
	return began, err
}

// alone is in the place of a round's name when a process publishes without -part. The
// first round creates its object, so that such a process need not list the rounds of a
// bucket that never had any.
const (
	alone      = ".alone"
	aloneStart = rounds + alone + "/start"
)

// overtake makes that no part of a round publishes any more that began before.
func (b *bucket) overtake() error {
	had, err := b.Exists(b.ctx, aloneStart)
	if err != nil || !had {
		return err
	}
	return b.WriteAll(b.ctx, aloneStart, []byte("a process without -part began\n"), &private)
}

// missing returns the parts that are not done.
func (r *round) missing() (parts []int, err error) {
	for i := range r.share.Of {
		done, err := r.Exists(r.ctx, r.object(fmt.Sprint("done-", i)))
		if err != nil {
			return nil, err
		}
		if !done {
			parts = append(parts, i)
		}
	}
	return parts, nil
}

// done notes that the share is done.
func (r *round) done() error {
	_, err := r.agree(fmt.Sprint("done-", r.share.Index), "done\n")
	return err
}

// ended reports whether the board is published.
func (r *round) ended() (bool, error) { return r.Exists(r.ctx, r.object("end")) }

// remembered is how long a round is known to have begun after another one has. A part of
// it that comes again later would be taken for the first one of a new round. Tests
// shorten it.
var remembered = 7 * 24 * time.Hour

// end notes that the board is published, and removes the objects of other rounds, but for
// a time not those that say that they began and ended.
func (r *round) end() error {
	if _, err := r.agree("end", "published\n"); err != nil {
		return err
	}
	began, err := r.began()
	if err != nil {
		return err
	}
	var others []string
	err = r.eachObject(rounds, func(o *blob.ListObject) {
		folder, name := path.Split(o.Key)
		recent := began[r.name].Sub(began[path.Base(folder)]) < remembered
		if folder != r.object("") && o.Key != aloneStart && !(recent && (name == "start" || name == "end")) {
			others = append(others, o.Key)
		}
	})
	for _, name := range others {
		err = errors.Join(err, r.remove(name))
	}
	return err
}

// unlock removes the lock, which the processes of the round have left.
func (r *round) unlock() error {
	text, err := r.readLock()
	if err != nil || !strings.HasPrefix(text, r.holder()) {
		return err
	}
	return r.remove(lockName)
}
