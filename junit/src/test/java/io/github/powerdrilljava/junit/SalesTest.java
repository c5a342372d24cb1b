package io.github.powerdrilljava.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@PowerdrillSandboxTest
class SalesTest {
  @Test
  void listsTheFiles(PowerdrillSandbox sandbox, PowerdrillClient powerdrill) {
    sandbox.put("dset-1", "ds-1", Path.of("src/test/resources/sales.csv"));
    assertEquals(List.of("sales.csv"), new Sales(powerdrill).files("dset-1"));
  }
}
