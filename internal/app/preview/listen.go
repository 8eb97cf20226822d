package preview

import (
	"errors"
	"net"
	"strconv"
	"syscall"
)

// Listen listens at an address, or at the next free port of the 20 after it.
func Listen(addr string) (net.Listener, error) {
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return nil, err
	}
	for last := port + 20; ; port++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if !errors.Is(err, syscall.EADDRINUSE) || port == last {
			return l, err
		}
	}
}
