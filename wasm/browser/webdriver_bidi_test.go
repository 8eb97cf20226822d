package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/coder/websocket"
)

// A bidi is a connection to a browser by WebDriver BiDi, the standard
// protocol: https://www.w3.org/TR/webdriver-bidi/.
type bidi struct {
	conn *websocket.Conn
	hear func(event string, params json.RawMessage) // must not use call

	mu      sync.Mutex
	calls   int
	waiting map[int]chan<- message // pending calls by ID
}

// A message is a response or an event.
type message struct {
	ID      int             `json:"id"`
	Error   string          `json:"error"`
	Message string          `json:"message"` // explains Error
	Result  json.RawMessage `json:"result"`

	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// dial connects to a browser and starts a session.
func dial(ctx context.Context, address string, hear func(string, json.RawMessage)) (*bidi, error) {
	conn, _, err := websocket.Dial(ctx, address+"/session", nil)
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(-1)
	b := &bidi{conn: conn, hear: hear, waiting: make(map[int]chan<- message)}
	go b.read()
	return b, b.call(ctx, "session.new", params{"capabilities": params{}}, nil)
}

// params are the parameters of a call.
type params map[string]any

// call calls a method, and decodes its result unless result is nil.
func (b *bidi) call(ctx context.Context, method string, p params, result any) error {
	id, answer := b.expect()
	call, err := json.Marshal(map[string]any{"id": id, "method": method, "params": p})
	if err != nil {
		return err
	}
	if err := b.conn.Write(ctx, websocket.MessageText, call); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case m := <-answer:
		return m.decode(method, result)
	}
}

// expect returns the number of the next call, and the channel of its
// response.
func (b *bidi) expect() (id int, answer <-chan message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls++
	c := make(chan message, 1)
	b.waiting[b.calls] = c
	return b.calls, c
}

func (m message) decode(method string, result any) error {
	if m.Error != "" {
		return fmt.Errorf("%s: %s: %s", method, m.Error, m.Message)
	}
	if result == nil {
		return nil
	}
	return json.Unmarshal(m.Result, result)
}

// read dispatches messages until the connection is closed.
func (b *bidi) read() {
	for {
		_, data, err := b.conn.Read(context.Background())
		if err != nil {
			b.fail(err)
			return
		}
		var m message
		if err := json.Unmarshal(data, &m); err != nil {
			b.fail(err)
			return
		}
		if m.Method != "" {
			b.hear(m.Method, m.Params)
		} else {
			b.answer(m)
		}
	}
}

func (b *bidi) answer(m message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if c, ok := b.waiting[m.ID]; ok {
		delete(b.waiting, m.ID)
		c <- m
	}
}

// fail reports an error to all pending calls.
func (b *bidi) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, c := range b.waiting {
		delete(b.waiting, id)
		c <- message{Error: "the browser is gone", Message: err.Error()}
	}
}
