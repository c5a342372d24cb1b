package io.github.powerdrilljava.foreign;

import io.github.powerdrilljava.PresignedUrl;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * An S3Proxy in process, which checks signatures and their age, and Amazon's own client of it. All
 * objects are in memory and in one bucket.
 */
final class S3Store {

  private static final String BUCKET = "sales";
  private static final Region REGION = Region.US_EAST_1;
  private static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create("access-key", "secret-key-of-the-store");

  private final S3Proxy proxy;
  private final URI endpoint;
  private final S3Client client;
  private final S3Presigner presigner;

  S3Store() throws Exception {
    proxy =
        S3Proxy.builder()
            .blobStore(BlobStores.create("transient-nio2", new Properties()))
            .awsAuthentication(
                AuthenticationType.AWS_V4, CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .stopTimeout(0) // connections of the tests may be open
            .build();
    proxy.start();
    endpoint = URI.create("http://127.0.0.1:" + proxy.getPort());
    StaticCredentialsProvider credentials = StaticCredentialsProvider.create(CREDENTIALS);
    client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .build();
    presigner =
        S3Presigner.builder()
            .endpointOverride(endpoint)
            .region(REGION)
            .credentialsProvider(credentials)
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .build();
    client.createBucket(bucket -> bucket.bucket(BUCKET));
  }

  /** Puts an object, as the client does by itself or with more to say. */
  void put(String key, byte[] content, Consumer<PutObjectRequest.Builder> more) {
    PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(BUCKET).key(key);
    more.accept(request);
    client.putObject(request.build(), RequestBody.fromBytes(content));
  }

  /** Puts an object in parts, and returns its entity tag. */
  String putInParts(String key, byte[]... contents) {
    String id = client.createMultipartUpload(upload -> upload.bucket(BUCKET).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (byte[] content : contents) {
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  part -> part.bucket(BUCKET).key(key).uploadId(id).partNumber(number),
                  RequestBody.fromBytes(content))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return client
        .completeMultipartUpload(
            upload ->
                upload
                    .bucket(BUCKET)
                    .key(key)
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)))
        .eTag();
  }

  /** A URL that lives for an hour. */
  PresignedUrl presign(String key) {
    Duration hour = Duration.ofHours(1);
    String url =
        presigner
            .presignGetObject(
                presign ->
                    presign
                        .signatureDuration(hour)
                        .getObjectRequest(get -> get.bucket(BUCKET).key(key)))
            .url()
            .toString();
    return new PresignedUrl(url, Instant.now().plus(hour));
  }

  /** A URL that lives until the second of then, and was signed an hour before. */
  PresignedUrl presignUntil(String key, Instant then) {
    Instant end = then.truncatedTo(ChronoUnit.SECONDS);
    Duration hour = Duration.ofHours(1);
    Clock clock = Clock.fixed(end.minus(hour), ZoneOffset.UTC);
    SdkHttpRequest get =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(endpoint)
            .encodedPath("/" + BUCKET + "/" + key)
            .build();
    String url =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(CREDENTIALS)
                        .request(get)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION.id())
                        .putProperty(
                            AwsV4HttpSigner.AUTH_LOCATION,
                            AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, hour)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request()
            .getUri()
            .toString();
    return new PresignedUrl(url, end);
  }

  void stop() throws Exception {
    presigner.close();
    client.close();
    proxy.stop();
  }
}
