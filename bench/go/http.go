// `http CARRIER SECONDS`: how many requests a server answers to eight clients that keep their connections, all in this
// process.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const clients = 8

var answer = strings.Repeat("x", 1000)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func request(client *http.Client, url string) {
	response, err := client.Get(url)
	check(err)
	body, err := io.ReadAll(response.Body)
	check(err)
	check(response.Body.Close())
	if string(body) != answer {
		check(fmt.Errorf("%d bytes came instead of %d", len(body), len(answer)))
	}
}

func requestUntil(client *http.Client, url string, end time.Time) (count int64) {
	var waiting sync.WaitGroup
	for i := 0; i < clients; i++ {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			for time.Now().Before(end) {
				request(client, url)
				atomic.AddInt64(&count, 1)
			}
		}()
	}
	waiting.Wait()
	return count
}

func main() {
	seconds, err := strconv.ParseFloat(os.Args[2], 64)
	check(err)
	duration := time.Duration(seconds * float64(time.Second))
	listener, err := net.Listen("tcp", os.Args[1]+":0")
	check(err)
	go http.Serve(listener, http.HandlerFunc(func(writer http.ResponseWriter, _ *http.Request) {
		io.WriteString(writer, answer)
	}))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	url := "http://" + listener.Addr().String() + "/"
	requestUntil(client, url, time.Now().Add(duration/4))
	start := time.Now()
	count := requestUntil(client, url, start.Add(duration))
	fmt.Printf("{\"requestsPerSecond\":%f}\n", float64(count)/time.Since(start).Seconds())
}
