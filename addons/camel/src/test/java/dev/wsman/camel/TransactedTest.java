package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanTransportException;
import dev.wsman.testkit.protocol.ServiceOperation;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A transaction of a database in which a route writes before it sends a request. */
class TransactedTest extends SpoolerTestSupport {
    private final JdbcTemplate database = new JdbcTemplate(dataSource());

    private static JdbcDataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + java.util.UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        database.execute("create table requests (attempt int)");
        SpringTransactionPolicy policy =
                new SpringTransactionPolicy(new JdbcTransactionManager(database.getDataSource()));
        created.getRegistry().bind("required", policy);
        return created;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .onException(WsmanTransportException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1)
                        .end()
                        .transacted("required")
                        .process(exchange -> database.update("insert into requests values (1)"))
                        .to("wsman:get?" + SPOOLER);
            }
        };
    }

    private int rows() {
        return database.queryForObject("select count(*) from requests", Integer.class);
    }

    @Test
    void redeliversWithinTransactionAndCommits() {
        server.on(ServiceOperation.GET).times(2).reset();

        send("direct:in", null);

        assertThat(server.requests(ServiceOperation.GET)).hasSize(3);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void rollsBackWhenRedeliveriesAreExhausted() {
        server.on(ServiceOperation.GET).times(3).reset();

        assertThat(failure("direct:in")).isNotNull();

        assertThat(server.requests(ServiceOperation.GET)).hasSize(3);
        assertThat(rows()).isZero();
        send("direct:in", null); // the source delivers the message again
        assertThat(rows()).isEqualTo(1);
    }
}
