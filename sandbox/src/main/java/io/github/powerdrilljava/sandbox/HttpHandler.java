package io.github.powerdrilljava.sandbox;

import java.io.IOException;

/** Finds the response to a request; whether and how it reaches the client is not its concern. */
interface HttpHandler {
  HttpResponse respond(ReceivedRequest request, byte[] body) throws IOException;
}
