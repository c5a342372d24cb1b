package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("It sets a system property.")
class DamagedTextTest {

  private static final String ENCODING = "native.encoding";

  @ParameterizedTest
  @CsvSource({
    "UTF-8,      '.'",
    "ISO-8859-1, '; set LC_ALL to a UTF-8 locale.'",
  })
  void isMendedByAnotherLocaleWhereThatIsNotUtf8(String encoding, String advice) {
    String real = System.getProperty(ENCODING);
    System.setProperty(ENCODING, encoding);
    try {
      assertThat(Outcome.of(Map.of(), "presign", "dset", "d\ufffd").err())
          .isEqualTo(
              "powerdrill: an argument holds bytes that are not text in "
                  + encoding
                  + ", the charset of this locale"
                  + advice
                  + " See 'powerdrill --help'.\n");
    } finally {
      System.setProperty(ENCODING, real);
    }
  }
}
