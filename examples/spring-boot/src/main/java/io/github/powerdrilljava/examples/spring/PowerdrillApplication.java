package io.github.powerdrilljava.examples.spring;

import io.github.powerdrilljava.PowerdrillClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Hands out what Powerdrill keeps. */
@SpringBootApplication
@EnableConfigurationProperties(PowerdrillProperties.class)
public class PowerdrillApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(PowerdrillApplication.class, arguments);
  }

  /** One for the application. Spring closes it, after the web server has ended its requests. */
  @Bean
  PowerdrillClient powerdrill(PowerdrillProperties properties) {
    return PowerdrillClient.builder()
        .apiKey(properties.apiKey())
        .userId(properties.userId())
        .baseUrl(properties.baseUrl())
        .callTimeout(properties.callTimeout())
        .build();
  }
}
