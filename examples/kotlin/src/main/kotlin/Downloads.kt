import io.github.powerdrilljava.DataSources
import io.github.powerdrilljava.PowerdrillClient
import java.nio.file.Path
import kotlin.io.path.Path
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking

/** Downloads all data sources of a dataset at the same time. Arguments: its id, and a directory. */
fun main(arguments: Array<String>) {
  PowerdrillClient.fromEnvironment().use { powerdrill ->
    runBlocking { powerdrill.dataSources().downloadAll(arguments[0], Path(arguments[1])) }.forEach(::println)
  }
}

/** If one fails, or the caller is cancelled, the others are cancelled, and what has arrived is kept. */
suspend fun DataSources.downloadAll(datasetId: String, directory: Path): List<Path> = coroutineScope {
  list(datasetId).toList().map { async { downloadAsync(datasetId, it.id, directory.resolve(it.id)).await() } }.awaitAll()
}

/** The total as far as the service states it: [io.github.powerdrilljava.DataSource.size] is a `Long?` to the compiler. */
fun DataSources.knownSize(datasetId: String): Long = list(datasetId).toList().sumOf { it.size ?: 0L }

fun DataSources.urlOf(datasetId: String, dataSourceId: String): String = presign(datasetId, dataSourceId).url
