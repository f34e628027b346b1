package io.redress.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the served OpenAPI document says of the API as a whole. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String PASSWORD = "password";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(new Info().title("Redress").version("1").description("After-sales cases, their steps, and the money that follows from them. "
            + "Amounts are texts such as \"129.90\" in CNY, times ISO-8601 texts with an offset, lists {items, page, size, total}. "
            + "Errors are problem details (RFC 9457): `clause` names the rule, `errors` the fields that were refused."))
        .components(new Components().addSecuritySchemes(PASSWORD, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")))
        .addSecurityItem(new SecurityRequirement().addList(PASSWORD));
  }
}
