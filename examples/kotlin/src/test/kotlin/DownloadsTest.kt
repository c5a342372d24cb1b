import io.github.powerdrilljava.PowerdrillClient
import io.github.powerdrilljava.sandbox.PowerdrillSandbox
import java.nio.file.Path
import kotlin.io.path.createDirectory
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class DownloadsTest {
  @TempDir lateinit var directory: Path

  @Test
  fun downloadsAllDataSources() {
    PowerdrillSandbox.start().use { sandbox ->
      client(sandbox).use { powerdrill ->
        sandbox.put("dset-1", "ds-1", file("sales.csv", "Oslo,12\n"))
        sandbox.put("dset-1", "ds-2", file("cities.csv", "Bergen,7\n"))
        val target = directory.resolve("target").createDirectory()

        val files = runBlocking { powerdrill.dataSources().downloadAll("dset-1", target) }

        assertThat(files.map { it.readText() }).containsExactlyInAnyOrder("Oslo,12\n", "Bergen,7\n")
        assertThat(powerdrill.dataSources().knownSize("dset-1")).isEqualTo(17)
        assertThat(powerdrill.dataSources().urlOf("dset-1", "ds-1")).startsWith("http")
      }
    }
  }

  private fun file(name: String, content: String): Path = directory.resolve(name).apply { writeText(content) }

  private fun client(sandbox: PowerdrillSandbox): PowerdrillClient =
    PowerdrillClient.builder()
      .baseUrl(sandbox.baseUrl().toString())
      .apiKey(sandbox.apiKey())
      .userId(sandbox.userId())
      .build()
}
