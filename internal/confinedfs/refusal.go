package confinedfs

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// MaxFile is the largest file that can be read to its end, in bytes.
const MaxFile = 256 << 20

// maxDepth is how many parts a name may have. Each is looked at for each file, and
// an [os.Root] opens all folders above it again: the cost of a folder in a folder
// in a folder grows with the cube of their number.
const maxDepth = 32

func isDeep(name string) bool { return strings.Count(name, "/") >= maxDepth }

// A refusal says why a file is not read. It concerns this one file.
type refusal string

func (r refusal) Error() string { return string(r) }

// Is makes every refusal an [fs.ErrInvalid].
func (r refusal) Is(target error) bool { return target == fs.ErrInvalid }

// wantRegular returns an error unless a file is regular.
func wantRegular(name string, info fs.FileInfo) error {
	kind := ""
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		kind = "a folder"
	case mode&fs.ModeNamedPipe != 0:
		kind = "a named pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	case mode&fs.ModeDevice != 0:
		kind = "a device"
	default:
		kind = "something else"
	}
	return refuse(name, "it is "+kind+", not a file")
}

// wantSmall returns an error if a file is larger than [MaxFile].
func wantSmall(name string, info fs.FileInfo) error {
	if info.Size() <= MaxFile {
		return nil
	}
	return refuse(name, fmt.Sprintf("it has %d bytes, more than %d", info.Size(), MaxFile))
}

func refuseDeep(name string) error {
	return refuse(name, fmt.Sprintf("it is in more than %d folders within each other: move it up", maxDepth-1))
}

func refuse(name, why string) error {
	return &fs.PathError{Op: "open", Path: name, Err: refusal(why)}
}

// renamed makes err one about the name that was asked for, which may be a link
// to the name in err.
func renamed(name string, err error) error {
	if err == nil {
		return nil
	}
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return &fs.PathError{Op: "open", Path: name, Err: err}
}
