// Command bucket puts a board into an S3-compatible store, for readers who
// come through a CDN or directly. Run it again after each change: only what
// is different goes up, and what is gone is removed.
//
//	go run ./wasm/build -o WIDGET
//	cd examples/bucket
//	AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… go run . -title NAME -url ADDRESS -widget WIDGET \
//		POSTS 's3://BUCKET?region=eu-central-1&prefix=news/'
//
// The address of a bucket is that of [gocloud.dev/blob/s3blob]; stores of
// others want &endpoint=https://…, and most of them &use_path_style=true.
// With file:///DIR?create_dir=true a directory takes the place of a store, for
// one upload at a time.
//
// At each moment of an upload all links that a reader can follow hold, and
// an upload that is broken off or killed is continued by the next one. Of
// two at the same time one waits for the other, and for a minute if the
// other was killed. For this the store must know conditional writes
// (If-None-Match), as AWS does.
//
// # What readers get
//
// A store sends what was put there, whatever a reader asks for. So text
// files are there in gzip and nothing else: browsers, newsreaders and search
// engines all take it, and a CDN can unpack it. Files of the widget that only
// browsers load are in brotli if ADDRESS begins with https, since every
// browser takes that there: the engine is a quarter smaller than in gzip.
// Give -plain if your CDN compresses by itself, or for readers that take only
// plain files.
//
// Names with a hash in them may be kept for good. All others are asked for
// again after a minute, so a CDN asks the store once a minute, however many
// readers there are, and a correction is seen soon.
//
// # What the store must be told, once
//
// Every link names a file, since a store knows no folders. Only the board's
// own address ends in a slash: make index.html the default root object of
// the CDN, or the index document of the store's website, and 404.html what
// is shown for errors. Everybody must be allowed to read objects, and
// partners' pages to do so from another origin:
//
//	{"CORSRules": [{"AllowedOrigins": ["*"], "AllowedMethods": ["GET", "HEAD"]}]}
//
// The folder .board is for this program; nothing in it is secret. If it is
// lost, the next run looks at each object and goes on. Objects that others
// put into the bucket are neither overwritten nor removed.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/boardview/board/examples/internal/deliver"
	"github.com/boardview/board/examples/internal/source"
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob"
)

func usage() {
	fmt.Fprintln(flag.CommandLine.Output(), "usage: bucket [flags] POSTS s3://BUCKET?OPTIONS")
	flag.PrintDefaults()
	os.Exit(2)
}

func main() {
	log.SetFlags(0)
	var o options
	o.Flags(flag.CommandLine)
	flag.BoolVar(&o.plain, "plain", false, "store files as they are, not compressed")
	flag.BoolVar(&o.dry, "n", false, "change nothing, say what would change")
	verbose := flag.Bool("v", false, "name the files that change")
	flag.Usage = usage
	flag.Parse()
	if flag.NArg() != 2 {
		usage()
	}
	o.Told = deliver.EveryFewSeconds(log.Printf)
	o.Found = func(findings error) { log.Print(findings) }
	o.Posts, o.bucket = flag.Arg(0), flag.Arg(1)
	plan, err := o.deliver(time.Now())
	if err != nil {
		log.Fatal("bucket: ", err)
	}
	source.Report(plan, *verbose)
}

// options are the command's.
type options struct {
	source.Options
	bucket     string
	plain, dry bool
}

func (o options) deliver(now time.Time) (plan *deliver.Plan, err error) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := openBucket(ctx, o.bucket)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	b.told = o.Told
	b.plain, b.secure = o.plain, strings.HasPrefix(o.Address, "https:")
	err = o.To(func(site fs.FS) (err error) {
		if o.dry {
			_, plan, err = b.plan(site, now)
		} else {
			plan, err = b.publish(site, now)
		}
		return err
	}, now)
	return plan, err
}
