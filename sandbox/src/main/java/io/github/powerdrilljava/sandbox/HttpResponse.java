package io.github.powerdrilljava.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * A response of either server.
 *
 * @param headers all but those of the connection: {@code Date}, {@code Content-Length}, {@code
 *     Connection}
 */
record HttpResponse(int status, List<Header> headers, HttpBody body) {
  /** One line of the head; a name may come more than once. */
  record Header(String name, String value) {}

  HttpResponse {
    headers = List.copyOf(headers);
  }

  static HttpResponse of(int status) {
    return new HttpResponse(status, List.of(), HttpBody.EMPTY);
  }

  /** The same response with one more header, even if it has one of that name already. */
  HttpResponse with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new HttpResponse(status, more, body);
  }

  HttpResponse with(HttpBody other) {
    return new HttpResponse(status, headers, other);
  }

  byte[] head() {
    return head(List.of());
  }

  /** The status line, the headers, these further ones, and the empty line. */
  byte[] head(List<Header> further) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(status).append(' ').append(reason()).append("\r\n");
    append(headers, head);
    append(further, head);
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static void append(List<Header> headers, StringBuilder head) {
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
  }

  private String reason() {
    return switch (status) {
      case 100 -> "Continue";
      case 103 -> "Early Hints";
      case 200 -> "OK";
      case 206 -> "Partial Content";
      case 301 -> "Moved Permanently";
      case 302 -> "Found";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 416 -> "Range Not Satisfiable";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> ""; // HTTP allows it.
    };
  }
}
