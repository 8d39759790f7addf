package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The part of the output of `apigwv2 start --json` that the tests use.
type local struct {
	Apis []struct {
		Name   string
		Stages []struct{ URL string }
	}
	Tokens []struct{ User, Token string }
}

// Calls the bookstore without AWS: `apigwv2 start` serves the app until the test closes standard input.
func TestLocal(t *testing.T) {
	app := startLocal(t)
	cases := []struct {
		name, method, path, user, body string
		status                         int
		response                       string
	}{
		{"orders need a token", "GET", "/orders", "", "", 401, `{"message":"Unauthorized"}`},
		{"changing a book needs the scope", "PUT", "/books/1", "reader", "{}", 403, `{"message":"Forbidden"}`},
		{
			"the handler validates books", "PUT", "/books/1", "editor", `{"title":"No author"}`,
			400, `{"message":"A book needs a title, an author and a price"}`,
		},
		{"suggestions go to the queue", "POST", "/suggestions", "reader", `{"MessageBody":"More poems"}`, 200, ""},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			status, body := app.call(t, each.method, each.path, each.user, each.body)
			if status != each.status || (each.response != "" && body != each.response) {
				t.Errorf("got %d %s", status, body)
			}
		})
	}
}

func startLocal(t *testing.T) local {
	program := os.Getenv("APIGWV2")
	if program == "" {
		program = "npx apigwv2"
	}
	arguments := append(strings.Fields(program), "start", "--port", "0", "--json",
		"--token", "reader", "--token", "editor:books/write")
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		input.Close()
		if err := command.Wait(); err != nil {
			t.Error(err)
		}
	})
	line, err := bufio.NewReader(output).ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var app local
	if err := json.Unmarshal(line, &app); err != nil {
		t.Fatal(err)
	}
	return app
}

func (app local) call(t *testing.T, method, path, user, body string) (int, string) {
	url := ""
	for _, api := range app.Apis {
		if api.Name == "bookstore" {
			url = api.Stages[0].URL
		}
	}
	request, err := http.NewRequest(method, url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("content-type", "application/json")
	for _, token := range app.Tokens {
		if token.User == user {
			request.Header.Set("authorization", "Bearer "+token.Token)
		}
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}
