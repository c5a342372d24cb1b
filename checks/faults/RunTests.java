import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes, or single methods of them, until one fails. Its last line of output names that
 * one; the exit status is 0 if all passed, 1 if one failed, 2 if there was none.
 */
public final class RunTests implements ExecutionCondition, TestExecutionListener {

  private static volatile String failed;
  private static volatile boolean any;

  public static void main(String[] tests) throws ClassNotFoundException {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (String test : tests) {
      int mark = test.indexOf('#');
      Class<?> type = Class.forName(mark < 0 ? test : test.substring(0, mark));
      if (mark < 0) {
        selectors.add(selectClass(type));
      }
      for (Method method : type.getDeclaredMethods()) {
        if (mark >= 0 && method.getName().equals(test.substring(mark + 1))) {
          selectors.add(selectMethod(type, method));
        }
      }
    }
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(),
              new RunTests());
    } catch (AssertionError e) { // by the scan for secrets
      e.printStackTrace();
      failed = failed == null ? "the scan for secrets" : failed;
    }
    System.out.println();
    System.out.println(failed);
    Runtime.getRuntime().halt(failed != null ? 1 : any ? 0 : 2);
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return failed == null
        ? ConditionEvaluationResult.enabled("nothing has failed yet")
        : ConditionEvaluationResult.disabled("one that fails is enough");
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    any |= test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (result.getStatus() == TestExecutionResult.Status.FAILED && failed == null) {
      failed = test.getSource().map(RunTests::name).orElse(test.getDisplayName());
      result.getThrowable().ifPresent(Throwable::printStackTrace);
    }
  }

  private static String name(Object source) {
    return source instanceof MethodSource method
        ? method.getClassName().replaceFirst(".*\\.", "") + "." + method.getMethodName()
        : source.toString();
  }
}
