package io.github.powerdrilljava.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModeTest {

  @ParameterizedTest
  @CsvSource({
    "0100600, false, false, 0600",
    "0100640, false, true,  0640",
    "0100604, false, true,  0604",
    "0100622, false, false, 0622",
    "0104755, false, true,  04755",
    "0010644, true,  false, 0644",
    "0140755, true,  false, 0755",
    "0040755, false, false, 0755",
    "0020666, false, false, 0666",
    "0060660, false, false, 0660",
    "0,       false, false, 0000",
  })
  void recognizesPipesAndFilesThatOthersCanRead(
      String octal, boolean pipe, boolean shared, String shown) {
    FileMode mode = new FileMode(Integer.parseInt(octal, 8));

    assertThat(mode.isPipe()).isEqualTo(pipe);
    assertThat(mode.isShared()).isEqualTo(shared);
    assertThat(mode).hasToString(shown);
  }

  @Test
  void ofWhatIsNotThereIsUnknown() {
    assertThat(FileMode.of(Path.of("/no/such/file"))).isEqualTo(new FileMode(0));
  }
}
