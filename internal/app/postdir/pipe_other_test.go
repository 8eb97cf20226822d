//go:build !unix

package postdir

import "errors"

func mkfifo(string) error { return errors.ErrUnsupported }
