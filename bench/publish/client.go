package publish

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// A client is a simulated process of board-s3 with a simulated store. Each file is made
// by a processor, and then sent by one of the connections, which waits for the answer.
type client struct {
	Processors  int
	Connections int           // as many as cmd/board-s3 has requests at the same time
	Latency     time.Duration // the median from a request to its answer; a hundredth takes five times as long
	Bandwidth   float64       // of the process, in bytes per second
	Puts        float64       // how many the store takes from this process, per second
}

// An upload is a number of files of one kind.
type upload struct {
	files float64
	bytes float64 // of one file, as stored
}

// atMost is how many files the simulation goes over. It takes the others to need as much
// time each.
const atMost = 2_000_000

// upload returns how long making and sending the files takes. making is the processor
// time of one file.
func (c client) upload(all []upload, making time.Duration) time.Duration {
	files, bytes := total(all)
	simulated := min(files, atMost)
	if simulated < 1 {
		return 0
	}
	random := rand.New(rand.NewPCG(2026, 11))
	free, processors := make([]float64, c.Connections), make([]float64, c.Processors)
	slot, sent := 0.0, bytes/files/c.Bandwidth // when the store takes the next file; how long the bytes of one take
	network := 0.0
	for range int(simulated) {
		connection, processor := first(free), first(processors)
		made := max(free[connection], processors[processor]) + making.Seconds()
		processors[processor] = made
		begins := max(made, slot)
		slot = begins + 1/c.Puts
		network = max(network, begins) + sent
		free[connection] = max(network, begins+c.Latency.Seconds()*math.Exp(random.NormFloat64()*0.69))
	}
	return seconds(slices.Max(free) * files / simulated)
}

func total(all []upload) (files, bytes float64) {
	for _, u := range all {
		files, bytes = files+u.files, bytes+u.files*u.bytes
	}
	return files, bytes
}

// first returns the index of the smallest moment.
func first(moments []float64) (index int) {
	for i, m := range moments {
		if m < moments[index] {
			index = i
		}
	}
	return index
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// all returns how long all processors take for this much processor time.
func (c client) all(work time.Duration) time.Duration { return work / time.Duration(c.Processors) }

// download returns how long reading one large object takes.
func (c client) download(bytes float64) time.Duration {
	return c.Latency + seconds(bytes/c.Bandwidth)
}
