package io.github.powerdrilljava.sandbox;

import java.io.IOException;

/** Finds the answer to a request; whether and how it reaches the client is not its concern. */
interface HttpHandler {
  HttpAnswer answer(ReceivedRequest request, byte[] body) throws IOException;
}
