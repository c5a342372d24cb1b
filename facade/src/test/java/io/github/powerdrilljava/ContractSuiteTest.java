package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.contract.ContractSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The facade and the sandbox keep the contract that the project has accepted. */
class ContractSuiteTest {

  @TestFactory
  Stream<DynamicTest> theAcceptedContract() {
    ContractSuite suite = ContractSuite.of(ContractDocument.accepted().json());
    return suite.cases().stream()
        .map(each -> DynamicTest.dynamicTest(each.name(), () -> assertThat(each.run()).isEmpty()))
        .onClose(suite::close);
  }

  /** The overlay names what the facade uses, and nothing else does. */
  @Test
  void hasCasesForEveryOperationThatTheOverlayNames() {
    List<String> named = new ArrayList<>();
    ContractDocument.accepted()
        .object("/paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> operation.getValue().has("x-java-name"))
                    .map(operation -> operation.getKey().toUpperCase(Locale.ROOT))
                    .forEach(method -> named.add(method + " " + path.getKey())));
    assertThat(ContractSuite.operations()).containsExactlyInAnyOrderElementsOf(named);
  }
}
