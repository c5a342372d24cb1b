package io.github.powerdrilljava.generated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a vendor may write in a contract, a client can be made from it. */
class CorpusTest {

  @ParameterizedTest
  @MethodSource("io.github.powerdrilljava.generated.Corpus#contracts")
  void generatesAndCompiles(String contract) throws Exception {
    assertThat(Corpus.client(contract).sources()).hasSizeGreaterThan(5);
  }
}
