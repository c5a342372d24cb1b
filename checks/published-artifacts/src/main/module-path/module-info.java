/** What a user writes who depends on the client. */
module io.github.powerdrilljava.consumer {
  requires io.github.powerdrilljava;
}
