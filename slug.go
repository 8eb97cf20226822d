package board

import (
	"strings"

	"github.com/boardview/board/internal/plaintext"
)

// makeID names a post after its date and subject, in the subject's own
// script: 2019-11-26-secretary-general-of-sco-meets, 2024-03-01-의장-회담.
func makeID(d Date, subject string) string {
	return plaintext.Slug(strings.TrimSuffix(d.Time.Format("2006-01-02-"), "0001-01-01-") + subject)
}
