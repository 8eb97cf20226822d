package preview

import (
	"net"
	"strings"
	"testing"
)

// TestNextFreePort: if a port is taken, the next one is used.
func TestNextFreePort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	l, err := Listen(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := l.Addr().String(); got == taken.Addr().String() || !strings.HasPrefix(got, "127.0.0.1:") {
		t.Errorf("got %s, want another port than that of %s", got, taken.Addr())
	}
}
