package io.github.powerdrilljava.junit;

import io.github.powerdrilljava.PowerdrillClient;
import io.github.powerdrilljava.sandbox.PowerdrillSandbox;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Resolves the parameters that {@link PowerdrillSandboxTest} promises. */
final class SandboxExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

  private static final Map<Class<?>, Function<SandboxOfTest, Object>> PARAMETERS =
      Map.of(
          PowerdrillSandbox.class, SandboxOfTest::sandbox,
          PowerdrillClient.class, SandboxOfTest::client,
          PowerdrillClient.Builder.class, SandboxOfTest::clientBuilder);

  /** So that a constructor's parameters belong to the test, too. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          String.format(
              "A %s belongs to one test, but %s runs for all tests of its class. Ask for it in a"
                  + " test or a @BeforeEach method, or start a sandbox yourself with"
                  + " PowerdrillSandbox.start() and close it in an @AfterAll method.",
              type.getSimpleName(), parameter.getDeclaringExecutable()));
    }
    SandboxOfTest sandbox =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                SandboxOfTest.class, key -> SandboxOfTest.start(), SandboxOfTest.class);
    return Objects.requireNonNull(PARAMETERS.get(type)).apply(sandbox);
  }
}
