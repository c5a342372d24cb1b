package io.github.powerdrilljava.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import kotlin.jvm.JvmClassMappingKt;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltRequestTest {

  private static final Request REQUEST = new Request.Builder().url("https://api.example/").build();
  private static final Call BUILT = new BuiltRequest(REQUEST);

  @Test
  void isARequestThatNobodyMakes() {
    assertThat(BUILT.request()).isSameAs(REQUEST);
    assertThat(BUILT.clone()).isSameAs(BUILT);
    assertThat(BUILT.isExecuted()).isFalse();
    assertThat(BUILT.isCanceled()).isFalse();
    assertThat(BUILT.timeout()).isSameAs(Timeout.NONE);
  }

  static Stream<ThrowingCallable> whatACallCanDo() {
    return Stream.of(
        BUILT::execute,
        () -> BUILT.enqueue(new Ignored()),
        BUILT::cancel,
        () -> BUILT.addEventListener(EventListener.NONE),
        () -> BUILT.tag(String.class),
        () -> BUILT.tag(String.class, () -> "tag"),
        () -> BUILT.tag(JvmClassMappingKt.getKotlinClass(String.class)),
        () -> BUILT.tag(JvmClassMappingKt.getKotlinClass(String.class), () -> "tag"));
  }

  @ParameterizedTest
  @MethodSource("whatACallCanDo")
  void cannotBeUsedAsACall(ThrowingCallable use) {
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(use);
  }

  private static final class Ignored implements Callback {
    @Override
    public void onFailure(Call call, java.io.IOException e) {}

    @Override
    public void onResponse(Call call, Response response) {}
  }
}
