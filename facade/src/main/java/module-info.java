/** The Java client for the Powerdrill team API. */
module io.github.powerdrilljava {
  requires com.squareup.moshi;
  requires io.github.powerdrilljava.generated;
  requires transitive okhttp3;
  requires okio;
  requires transitive org.jspecify;
  requires retrofit2;
  requires retrofit2.converter.moshi;

  exports io.github.powerdrilljava;
}
