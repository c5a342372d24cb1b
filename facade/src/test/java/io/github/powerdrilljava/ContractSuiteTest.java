package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.powerdrilljava.contract.ContractSuite;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
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
}
