package io.github.powerdrilljava.nativeimage;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program under a debugger that stops it wherever it reflects, as the tracing agent of
 * GraalVM does: what it asks which class for, and which class asks.
 */
final class ReflectionTrace {

  /** The methods of the JDK that a native image answers from metadata. */
  private static final Map<String, Set<String>> REFLECTIVE =
      Map.of(
          "java.lang.Class",
          Set.of(
              "forName",
              "getConstructor",
              "getConstructors",
              "getDeclaredConstructor",
              "getDeclaredConstructors",
              "getDeclaredField",
              "getDeclaredFields",
              "getDeclaredMethod",
              "getDeclaredMethods",
              "getField",
              "getFields",
              "getMethod",
              "getMethods",
              "getRecordComponents",
              "getResource",
              "getResourceAsStream"),
          "java.lang.invoke.MethodHandles$Lookup",
          Set.of("findConstructor", "findStatic", "findVirtual", "unreflect"),
          "java.lang.reflect.Proxy",
          Set.of("newProxyInstance"),
          "java.util.ServiceLoader",
          Set.of("load"));

  private final Set<String> accesses = new TreeSet<>();
  private final Predicate<String> callers;
  private final String output;

  private ReflectionTrace(VirtualMachine vm, Predicate<String> callers)
      throws IOException, InterruptedException {
    this.callers = callers;
    for (String type : REFLECTIVE.keySet()) {
      vm.classesByName(type).forEach(ReflectionTrace::stopIn);
      ClassPrepareRequest later = vm.eventRequestManager().createClassPrepareRequest();
      later.addClassFilter(type);
      later.enable();
    }
    follow(vm);
    this.output =
        new String(vm.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            + new String(vm.process().getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Runs it to its end.
   *
   * @param callers the classes whose accesses count, by name
   */
  static ReflectionTrace of(
      String classPath, Class<?> program, List<String> arguments, Predicate<String> callers)
      throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> settings = connector.defaultArguments();
    set(settings, "main", program.getName() + " " + String.join(" ", arguments));
    set(settings, "options", "-XX:TieredStopAtLevel=1 -cp \"" + classPath + "\"");
    return new ReflectionTrace(connector.launch(settings), callers);
  }

  private static void set(Map<String, Connector.Argument> settings, String name, String value) {
    Objects.requireNonNull(settings.get(name), name).setValue(value);
  }

  /**
   * Each as the method, the class or interface, and what of it, such as {@code getField T name}.
   */
  Set<String> accesses() {
    return accesses;
  }

  /** What the program wrote. */
  String output() {
    return output;
  }

  private static void stopIn(ReferenceType type) {
    for (Method method : type.methods()) {
      if (REFLECTIVE.getOrDefault(type.name(), Set.of()).contains(method.name())
          && method.isPublic()
          && !method.isNative()) {
        BreakpointRequest stop =
            type.virtualMachine().eventRequestManager().createBreakpointRequest(method.location());
        stop.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        stop.enable();
      }
    }
  }

  private void follow(VirtualMachine vm) throws InterruptedException {
    try {
      while (true) {
        EventSet events = vm.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof BreakpointEvent stop) {
            record(stop.thread());
          } else if (event instanceof ClassPrepareEvent loaded) {
            stopIn(loaded.referenceType());
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      return; // the program is over
    } catch (IncompatibleThreadStateException e) {
      throw new IllegalStateException(e);
    }
  }

  private void record(ThreadReference thread) throws IncompatibleThreadStateException {
    Location caller = thread.frame(1).location();
    StackFrame frame = thread.frame(0);
    if (callers.test(caller.declaringType().name())) {
      accesses.add(frame.location().method().name() + " " + asked(frame));
    }
  }

  private static String asked(StackFrame frame) {
    List<Value> arguments = frame.getArgumentValues();
    ObjectReference self = frame.thisObject();
    String name = arguments.isEmpty() ? "" : shown(arguments.get(0));
    if (self instanceof ClassObjectReference) {
      return shown(self) + (name.isEmpty() ? "" : " " + name);
    }
    return arguments.size() > 1 && arguments.get(1) instanceof ArrayReference types
        ? shown(types)
        : name;
  }

  private static String shown(@Nullable Value value) {
    if (value instanceof ClassObjectReference type) {
      return type.reflectedType().name();
    }
    if (value instanceof ObjectReference method
        && method.type().name().equals("java.lang.reflect.Method")) {
      return shown(method.getValue(method.referenceType().fieldByName("clazz")));
    }
    if (value instanceof StringReference text) {
      return text.value();
    }
    if (value instanceof ArrayReference array) {
      return String.join(",", array.getValues().stream().map(ReflectionTrace::shown).toList());
    }
    return "";
  }
}
