//go:build !unix

package cases

import "errors"

func mkfifo(string) error { return errors.ErrUnsupported }
