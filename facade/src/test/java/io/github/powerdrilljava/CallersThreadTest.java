package io.github.powerdrilljava;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A blocking call needs no thread but its caller's, once there is a connection. */
@Timeout(60)
class CallersThreadTest {

  private final List<Thread> sending = new CopyOnWriteArrayList<>();
  private final ScriptedServer server = new ScriptedServer();
  private final PowerdrillClient client =
      server
          .clientBuilder()
          .retries(OddStore.AT_ONCE)
          .httpClient(
              new OkHttpClient.Builder()
                  .eventListener(
                      new EventListener() {
                        @Override
                        public void requestHeadersStart(Call call) {
                          sending.add(Thread.currentThread());
                        }
                      })
                  .build())
          .build();

  @BeforeEach
  void answer() {
    server
        .answers(200, ScriptedServer.SUCCESS)
        .answers(503, "{}")
        .answers(200, ScriptedServer.SUCCESS);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void makesEveryAttemptOfABlockingCall() {
    client.dataSources().presign("dset-1", "ds-1"); // another thread makes the connection
    sending.clear();
    client.dataSources().presign("dset-1", "ds-1");
    assertThat(sending).containsExactly(Thread.currentThread(), Thread.currentThread());
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void isVirtualAndSoIsTheOneThatConnects() throws Exception {
    FutureTask<PresignedUrl> call =
        new FutureTask<>(() -> client.dataSources().presign("dset-1", "ds-1"));
    Object caller = Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, call);

    assertThat(call.get().url()).isEqualTo(ScriptedServer.URL);
    assertThat(sending)
        .singleElement()
        .isNotSameAs(caller)
        .extracting(Thread::getClass)
        .isEqualTo(caller.getClass());
  }

  @Test
  void isLeftAloneByAnAsyncCall() {
    client.dataSources().presignAsync("dset-1", "ds-1").join();
    client.dataSources().presignAsync("dset-1", "ds-1").join();
    assertThat(sending).hasSize(3).doesNotContain(Thread.currentThread());
  }
}
