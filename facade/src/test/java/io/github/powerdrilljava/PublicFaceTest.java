package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of this library, and what they never must. */
class PublicFaceTest {

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes =
        Path.of(PowerdrillClient.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("io/github/powerdrilljava"))) {
      List<Class<?>> types =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
              .<Class<?>>map(name -> load("io.github.powerdrilljava." + name.replace(".class", "")))
              .filter(type -> Modifier.isPublic(type.getModifiers()))
              .toList();
      assertThat(types)
          .contains(PowerdrillClient.class, PowerdrillClient.Builder.class, DataSources.class);
      return types;
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesNoTypeOfWhatLiesBeneath() throws Exception {
    for (Class<?> type : publicTypes()) {
      Stream<Executable> members =
          Stream.concat(
              Arrays.stream(type.getDeclaredMethods()),
              Arrays.stream(type.getDeclaredConstructors()));
      assertThat(members)
          .filteredOn(
              member ->
                  Modifier.isPublic(member.getModifiers())
                      || Modifier.isProtected(member.getModifiers()))
          .extracting(PublicFaceTest::signature)
          .noneMatch(signature -> signature.contains("io.github.powerdrilljava.generated"))
          .noneMatch(signature -> signature.contains("io.github.powerdrilljava.internal"))
          .noneMatch(signature -> signature.contains("retrofit2"))
          .noneMatch(signature -> signature.contains("moshi"))
          .noneMatch(signature -> signature.contains("okio"))
          .noneMatch(
              signature -> signature.contains("okhttp3") && !signature.contains("httpClient"));
    }
  }

  private static String signature(Executable member) {
    return member instanceof Constructor<?> constructor
        ? constructor.toGenericString()
        : ((Method) member).toGenericString();
  }

  /** That of a stream takes an action besides, and whole names need no twin of their own. */
  @ParameterizedTest
  @ValueSource(classes = {Datasets.class, DataSources.class})
  void givesEveryBlockingMethodAnAsyncTwin(Class<?> operations) {
    for (Method method : operations.getDeclaredMethods()) {
      boolean isBlocking =
          Modifier.isPublic(method.getModifiers()) && !method.getName().endsWith("Async");
      boolean isShortForm = method.getReturnType() == Stream.class && !takesARequest(method);
      if (isBlocking && !isShortForm) {
        assertThat(operations.getDeclaredMethods())
            .as("async twin of %s", method)
            .filteredOn(twin -> twin.getName().equals(method.getName() + "Async"))
            .filteredOn(twin -> Arrays.equals(twin.getParameterTypes(), parametersOfTwin(method)))
            .singleElement()
            .returns(CompletableFuture.class, Method::getReturnType);
      }
    }
  }

  private static boolean takesARequest(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .anyMatch(type -> ServiceRequest.class.isAssignableFrom(type));
  }

  private static Class<?>[] parametersOfTwin(Method method) {
    Stream<Class<?>> parameters = Arrays.stream(method.getParameterTypes());
    return (method.getReturnType() == Stream.class
            ? Stream.concat(parameters, Stream.of(Consumer.class))
            : parameters)
        .toArray(Class<?>[]::new);
  }

  @Test
  void isImmutable() throws Exception {
    for (Class<?> type : publicTypes()) {
      if (!HttpSettings.class.isAssignableFrom(type)) { // builders
        assertThat(type.getDeclaredFields())
            .as("fields of %s", type)
            .allMatch(field -> Modifier.isFinal(field.getModifiers()));
      }
    }
  }
}
