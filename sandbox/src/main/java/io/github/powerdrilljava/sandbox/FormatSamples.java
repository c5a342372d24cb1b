package io.github.powerdrilljava.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** Texts for the formats of OpenAPI, the plainest of each first. */
final class FormatSamples {

  private static final Map<String, Map<String, String>> FORMATS =
      Map.of(
          "date-time",
          inOrder(
              "a time in UTC", "2024-11-13T14:15:22.123Z",
              "a time with an offset", "2024-11-13T19:45:22+05:30",
              "a time with a negative offset", "2024-11-13T06:15:22.5-08:00",
              "a time in lower case", "2024-11-13t14:15:22z",
              "a time with 3 digits of a second", "2024-11-13T14:15:22.120Z",
              "a time with 9 digits of a second", "2024-11-13T14:15:22.123456789Z",
              "a time with 12 digits of a second", "2024-11-13T14:15:22.123456789012Z",
              "a time long ago", "1970-01-01T00:00:00Z",
              "a time in the last year of four digits", "9999-12-31T23:59:59Z"),
          "date",
          inOrder("a date", "2024-11-13", "a leap day", "2024-02-29"),
          "uuid",
          inOrder(
              "a UUID", "2f1d3c6e-9c1b-4c57-8f6e-0a1b2c3d4e5f",
              "a UUID in upper case", "2F1D3C6E-9C1B-4C57-8F6E-0A1B2C3D4E5F"),
          "uri",
          inOrder(
              "a URL", "https://store.example/a%20b.csv?part=1",
              "a URN", "urn:isbn:0451450523"),
          "byte",
          inOrder("bytes in Base64", "UG93ZXJkcmlsbA==", "no bytes", ""),
          "email",
          inOrder("an e-mail address", "someone@mail.example"),
          "hostname",
          inOrder("a host name", "host.example"),
          "ipv4",
          inOrder("an IPv4 address", "192.0.2.7"),
          "ipv6",
          inOrder("an IPv6 address", "2001:db8::7"));

  private FormatSamples() {}

  /** Texts by what is special about each; none if the format is not known. */
  static Map<String, String> of(String format) {
    return FORMATS.getOrDefault(format, Map.of());
  }

  private static Map<String, String> inOrder(String... whatAndText) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < whatAndText.length; i += 2) {
      texts.put(whatAndText[i], whatAndText[i + 1]);
    }
    return texts;
  }
}
